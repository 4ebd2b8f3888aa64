const { GetParameterCommand, SSMClient } = require("@aws-sdk/client-ssm");

/** { since, until } of the hold that `npm run schedule -- hold` wrote; undefined without one. */
exports.readHold = async (name) => {
  try {
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name }));
    return JSON.parse(Parameter.Value);
  } catch (error) {
    if (error.name === "ParameterNotFound") return undefined;
    throw error;
  }
};
