import { expect } from "chai";
import { problemsOf, withApp } from "./problems-of";

describe("volumes of an app", () => {
  const refused: readonly [string, unknown, readonly string[]][] = [
    [
      "two volumes of one name and one path",
      withApp({
        volumes: [
          { name: "a", path: "/a" },
          { name: "a", path: "/a" },
        ],
      }),
      [
        'apps[0].volumes[1].name: already the name of apps[0].volumes[0]; got "a"',
        'apps[0].volumes[1].path: already the path of apps[0].volumes[0]; got "/a"',
      ],
    ],
    [
      "a volume in another spelling, inside or around another",
      withApp({
        volumes: ["/a", "/a/", "/a/b", "/x/y", "/x/"].map((path, index) => ({ name: `v${index}`, path })),
      }),
      [
        'apps[0].volumes[1].path: already the path of apps[0].volumes[0]; got "/a/"',
        'apps[0].volumes[2].path: inside the path of apps[0].volumes[0]; got "/a/b"',
        'apps[0].volumes[4].path: around the path of apps[0].volumes[3]; got "/x/"',
      ],
    ],
    ...(
      [
        ["/proc", "not a place for files"],
        ["/sys/fs", "not a place for files"],
        ["/dev/shm", "not a place for files"],
        ["/.ladder/", "not a place for files"],
        ["/..", "not a plain path"],
        ["/data/../etc", "not a plain path"],
        ["/.", "not a plain path"],
        ["/etc/", "hides a folder that the image needs"],
        ["/usr/bin", "hides a folder that the image needs"],
        ["/tmp", "readOnly: true puts a folder in memory there"],
      ] as const
    ).map(([path, problem]): [string, unknown, readonly string[]] => [
      `the volume path ${path}`,
      withApp({ readOnly: true, volumes: [{ name: "a", path }] }),
      [`apps[0].volumes[0].path: ${problem}; got "${path}"`],
    ]),
    ...["/", "//", "/data//files", "data"].map((path): [string, unknown, readonly string[]] => [
      `the volume path ${path}`,
      withApp({ volumes: [{ name: "a", path }] }),
      [`apps[0].volumes[0].path: wrong format; got "${path}"; allowed an absolute path inside the container`],
    ]),
  ];
  for (const [what, raw, lines] of refused) {
    it(`cannot have ${what}`, () => {
      expect(problemsOf(raw)).to.deep.equal(lines);
    });
  }

  it("may lie beside each other and below a system folder, and in /tmp of a writable app", () => {
    const paths = ["/data", "/data-2/", "/etc/nginx/conf.d", "/tmp"];
    const volumes = paths.map((path, index) => ({ name: `v${index}`, path }));
    expect(problemsOf(withApp({ volumes }))).to.deep.equal([]);
  });
});
