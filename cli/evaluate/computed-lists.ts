/** Properties that AWS computes as lists of objects: programs look into them, so a reference as text would not do. */
export function computedLists(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  reference: (property: string) => string,
): Readonly<Record<string, unknown>> {
  if (type !== "aws:acm/certificate:Certificate") return {};
  const names = [inputs["domainName"], ...((inputs["subjectAlternativeNames"] ?? []) as readonly unknown[])];
  return {
    domainValidationOptions: names.map((domainName, index) => ({
      domainName,
      resourceRecordName: reference(`domainValidationOptions[${index}].resourceRecordName`),
      resourceRecordType: "CNAME",
      resourceRecordValue: reference(`domainValidationOptions[${index}].resourceRecordValue`),
    })),
  };
}
