import * as standIn from "../../rig/provider/resources";
import type { Hands } from "../../rig/provider/service";
import type { Properties } from "../../rig/provider/difference";
import { ask } from "../ask";
import type { Call, Reply } from "../call";

/** The stand-in says what a resource is called and computes; the lab then carries it out. A preview carries nothing out. */
export function labHands(socket: string): Hands {
  const carry = async (call: Call): Promise<Properties> => {
    const reply = await ask<Reply>(socket, "/carry", call);
    if ("error" in reply) throw new Error(reply.error);
    return reply.outputs;
  };
  return {
    async create(target, inputs, preview) {
      const { id, state } = standIn.create(target, inputs, preview);
      if (preview) return { id, state };
      try {
        const outputs = await carry({ operation: "create", ...target, id, inputs, computed: state });
        return { id, state: { ...state, ...outputs } };
      } catch (error) {
        // Its name is free again.
        standIn.remove(target, id, state);
        throw error;
      }
    },
    async update(target, id, change, preview) {
      const state = standIn.update(target, id, change, preview);
      if (preview) return state;
      return {
        ...state,
        ...(await carry({ operation: "update", ...target, id, ...change, computed: state })),
      };
    },
    async remove(target, id, state) {
      // It refuses what is protected.
      standIn.remove(target, id, state);
      await carry({ operation: "remove", ...target, id, inputs: state });
    },
  };
}
