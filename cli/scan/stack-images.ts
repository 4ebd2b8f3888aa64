import { ecrImage } from "../../plan/ecr-repository";
import { repositoryName } from "../../plan/names";
import type { AppPlan, Plan } from "../../plan/types";

/** Where ECR has an image. */
export interface ImagePlace {
  readonly region: string;
  /** Without it, the account that asks. */
  readonly account?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** An image of a stack; without a place it is another registry's. */
export interface StackImage {
  readonly of: string;
  readonly name: string;
  readonly place?: ImagePlace;
}

/** The images that the settings name, and those that are built from folders as they are now. */
export function stackImages({ stack, region, apps, box: { edgeTag } }: Plan): readonly StackImage[] {
  const built = (of: string, tag: string): StackImage => {
    const repository = repositoryName(stack);
    return { of, name: `${repository}:${tag}`, place: { region, repository, tag } };
  };
  return [
    ...apps.flatMap(({ name, source }: AppPlan) => {
      if (source.kind === "build") return [built(name, source.tag)];
      return source.kind === "image" ? [named(name, source.reference)] : [];
    }),
    ...(edgeTag === undefined ? [] : [built("rate limits", edgeTag)]),
  ];
}

function named(of: string, reference: string): StackImage {
  const found = ecrImage(reference);
  if (!found) return { of, name: reference };
  const { version, ...where } = found;
  const [, tag, digest] = /^(?::([^@]+))?(?:@(.+))?$/.exec(version) ?? [];
  const which = digest === undefined ? { tag: tag ?? "latest" } : { digest };
  return { of, name: reference, place: { ...where, ...which } };
}
