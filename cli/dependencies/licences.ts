/** Licences that packages may have, by SPDX id (https://spdx.org/licenses/), with what they ask of who uses or passes the program on. */
export const licences: Readonly<Record<string, string>> = {
  MIT: "keep the notice",
  ISC: "keep the notice",
  "0BSD": "nothing",
  "BSD-2-Clause": "keep the notice",
  "BSD-3-Clause": "keep the notice; no endorsement in its makers' names",
  "Apache-2.0": "keep the notices, say what was changed; grants its makers' patents",
  "BlueOak-1.0.0": "pass the text or its address on",
  "CC0-1.0": "nothing; data alone",
  "CC-BY-3.0": "name the authors; data alone",
  "Python-2.0": "keep the notice",
  "PSF-2.0": "keep the notice",
};
