package dev.skein;

/** Whose trace context a server continues. */
public enum InboundTrust {
  /** That of every caller. */
  ALL,
  /** That of callers with a loopback, link-local or private address. */
  PRIVATE,
  /** Nobody's: the server is where traces begin. */
  NONE
}
