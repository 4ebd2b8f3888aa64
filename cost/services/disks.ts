import type { Inputs } from "../inputs";
import { type Disk, diskOf } from "./storage";

const IMAGE_DISK = { type: "gp2", sizeGb: 8 };
// Root devices of Amazon Linux and of Ubuntu.
const ROOT_DEVICES = ["/dev/xvda", "/dev/sda1"];

/** The disks of an instance: the root disk that it, its template or its image states, and further ones. */
export function instanceDisks(inputs: Inputs, template?: Inputs): Disk[] {
  const root = inputs.block("rootBlockDevice");
  const inherited = template ? templateDisks(template) : [imageDisk()];
  return [...(root ? [diskOf(root, "Root disk", IMAGE_DISK)] : inherited), ...further(inputs)];
}

/** The disks of everything that is started from a launch template or configuration. */
export function templateDisks(template: Inputs): Disk[] {
  const mapped = template.blocks("blockDeviceMappings").flatMap((mapping) => {
    const isRoot = ROOT_DEVICES.includes(mapping.text("deviceName") ?? "/dev/xvda");
    return mapping.blocks("ebs").map((block) => ({ isRoot, block }));
  });
  const stated = template.blocks("rootBlockDevice").map((block) => ({ isRoot: true, block }));
  const all = [...mapped, ...stated];
  const disks = all.map(({ isRoot, block }) => diskOf(block, isRoot ? "Root disk" : "Disk", IMAGE_DISK));
  const root = all.some(({ isRoot }) => isRoot) ? [] : [imageDisk()];
  return [...root, ...disks, ...further(template)];
}

function further(inputs: Inputs): Disk[] {
  return inputs.blocks("ebsBlockDevices").map((block) => diskOf(block, "Disk", IMAGE_DISK));
}

function imageDisk(): Disk {
  const assumption = "no root disk is stated: 8 GB gp2, as most images bring";
  return { name: "Root disk", volumeType: IMAGE_DISK.type, sizeGb: IMAGE_DISK.sizeGb, assumption };
}
