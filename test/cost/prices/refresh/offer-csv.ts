/** Columns of AmazonRDS's offer file, version 20260428170746, in AWS's own order and spelling. */
const COLUMNS = (
  "SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit," +
  "Currency,RelatedTo,LeaseContractLength,PurchaseOption,OfferingClass,Product Family,serviceCode,Location," +
  "Location Type,Instance Type,Current Generation,Instance Family,vCPU,Physical Processor,Clock Speed,Memory," +
  "Storage,Network Performance,Processor Architecture,Storage Media,Volume Type,Min Volume Size,Max Volume Size," +
  "Engine Code,Database Engine,Database Edition,License Model,Deployment Option,Group,Group Description,usageType," +
  "operation,ACU,Dedicated EBS Throughput,Deployment Model,Engine Major Version,Engine Media Type," +
  "Enhanced Networking Supported,Extended Support Pricing Year,Instance Type Family,LimitlessPreview," +
  "Normalization Size Factor,Processor Features,Region Code,serviceName,Unbundled Licensing,Volume Name," +
  // Of the AmazonEC2 file, beside the ones above.
  "Tenancy,Operating System,Pre Installed S/W,CapacityStatus,Transfer Type,From Location,To Location"
).split(",");

const DISCLAIMER =
  "This pricing list is for informational purposes only. All prices are subject to the additional terms included " +
  'in the pricing pages on http://aws.amazon.com, "as is".';

export type Row = Readonly<Record<string, string>>;

/** A price with the columns every on-demand row has; `sku` makes its rate code. */
export function onDemand(sku: string, usageType: string, price: string, more: Row = {}): Row {
  return {
    SKU: sku,
    OfferTermCode: "JRTCKXETXF",
    RateCode: `${sku}.JRTCKXETXF.6YS6EN2CT7`,
    TermType: "OnDemand",
    PriceDescription: `$${price} per "unit", ${usageType}`,
    EffectiveDate: "2026-11-01",
    StartingRange: "0",
    EndingRange: "Inf",
    Unit: "Hrs",
    PricePerUnit: price,
    Currency: "USD",
    "Location Type": "AWS Region",
    "Region Code": "us-east-1",
    usageType,
    ...more,
  };
}

/** A reservation's hourly price: the same usage type as on demand, no tier. */
export function reserved(sku: string, usageType: string, price: string, more: Row = {}): Row {
  return {
    ...onDemand(sku, usageType, price),
    ...{ TermType: "Reserved", StartingRange: "", EndingRange: "" },
    ...{ LeaseContractLength: "1yr", PurchaseOption: "No Upfront", OfferingClass: "standard" },
    ...more,
  };
}

/** An offer file as AWS serves it: five lines about the file, the header, one line per price, all quoted. */
export function offerCsv(offer: string, rows: readonly Row[], published = "2026-11-18T18:11:20Z"): string {
  const metadata = [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", DISCLAIMER],
    ["Publication Date", published],
    ["Version", published.replace(/\D/g, "")],
    ["OfferCode", offer],
  ];
  const lines = rows.map((row) => COLUMNS.map((column) => row[column] ?? ""));
  return [...metadata, COLUMNS, ...lines].map((fields) => `${fields.map(quoted).join(",")}\n`).join("");
}

// AWS leaves empty fields bare.
function quoted(field: string): string {
  return field === "" ? "" : `"${field.replaceAll('"', '""')}"`;
}
