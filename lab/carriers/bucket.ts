import type { Carrier } from "./carrier";

export const bucket: Carrier = {
  imitates: ["bucket", "bucketPrefix"],
  async create(lab, { id }) {
    await lab.rig.cloud.makeBucket(id);
    return {};
  },
  async remove(lab, { id }) {
    await lab.rig.cloud.removeBucket(id);
  },
};
