import { statements } from "../statements";
import { each, ofType, refersTo, type Rule } from "../rule";

const topic = "aws:sns/topic:Topic";
const policy = "aws:sns/topicPolicy:TopicPolicy";
/** Services that may send what the stack's topics are for. */
const senders = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];

/** Rules for topics. */
export const snsRules: readonly Rule[] = [
  each(
    topic,
    {
      id: "CKV_AWS_385",
      title: "a topic says who may send to it",
      reason: "What AWS allows by itself is anybody of the account.",
      remedy: "Add a TopicPolicy for the topic.",
    },
    (one, graph) => ofType(graph, policy).some((other) => refersTo(other, "arn", one)),
  ),
  each(
    policy,
    {
      id: "CKV_AWS_169 SNS.4",
      title: "AWS's own services send to a topic, from the stack's account alone",
      reason: "A message that anybody may send is believed like an alarm.",
      remedy:
        "Allow sns:Publish to cloudwatch.amazonaws.com or budgets.amazonaws.com, with aws:SourceAccount as condition.",
    },
    (one) =>
      statements(one.inputs["policy"]).every(
        ({ Principal, Condition, Action }) =>
          senders.includes(serviceOf(Principal)) &&
          Action === "sns:Publish" &&
          JSON.stringify(Condition ?? {}).includes("aws:SourceAccount"),
      ),
  ),
];

function serviceOf(principal: unknown): string {
  const { Service } = (principal ?? {}) as { readonly Service?: unknown };
  return typeof Service === "string" ? Service : "";
}
