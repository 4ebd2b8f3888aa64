// Runs in CloudFront before each request of a static site: finds the file of a path as the box does.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
const paths = "PATHS";
const redirects = "REDIRECTS";

function handler(event) {
  const request = event.request;
  if (redirects.from.includes(request.headers.host.value.toLowerCase())) {
    return moved("https://" + redirects.to + request.uri + query(request.querystring));
  }
  const path = decoded(request.uri);
  if (path.endsWith("/")) {
    request.uri += "index.html";
    return request;
  }
  const kind = kindOf(path.slice(1));
  if (kind === "folder") return redirect(request);
  if (kind === "page") request.uri += ".html";
  return request;
}

function kindOf(path) {
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last.includes(".")) {
    if (paths.dottedPages.includes(path)) return "page";
    return paths.dottedFolders.includes(path) ? "folder" : "file";
  }
  if (paths.files.includes(path)) return "file";
  if (last === "index") return "page";
  if (paths.listed.includes(path)) return paths.otherwise === "page" ? "folder" : "page";
  return paths.otherwise;
}

// Relative, so that the scheme and the host stay. Two slashes at the start would name another host.
function redirect(request) {
  return moved(request.uri.replace(/^\/+/, "/") + "/" + query(request.querystring));
}

function moved(target) {
  return {
    statusCode: 308,
    statusDescription: "Permanent Redirect",
    headers: { location: { value: target } },
  };
}

function query(fields) {
  const parts = [];
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    for (const one of field.multiValue || [field])
      parts.push(name + (one.value === "" ? "" : "=" + one.value));
  }
  return parts.length === 0 ? "" : "?" + parts.join("&");
}

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return uri;
  }
}
