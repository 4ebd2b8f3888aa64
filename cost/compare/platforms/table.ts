import type { PlatformRules } from "../platform";
import { appPlatform } from "./app-platform";
import { droplet } from "./droplet";
import { fly } from "./fly";
import { heroku } from "./heroku";
import { hetzner } from "./hetzner";
import { railway } from "./railway";
import { render } from "./render";
import { supabase } from "./supabase";
import { vercel } from "./vercel";

/** Every platform of the comparison. */
export const platformTable: readonly PlatformRules[] = [
  railway,
  render,
  fly,
  supabase,
  heroku,
  appPlatform,
  droplet,
  hetzner,
  vercel,
];
