import { serveProvider } from "./serve-provider";

/** A provider plugin that stands in for the real one: keeps no cloud, only says what a cloud would say. */
serveProvider();
