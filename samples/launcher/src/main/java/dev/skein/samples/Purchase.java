package dev.skein.samples;

import java.util.List;

/**
 * A purchase to be tried, and the trace it has to leave behind.
 *
 * @param title for the heading
 * @param order what the shopper is told
 * @param status the HTTP status he has to get
 * @param outline the spans, one a line, indented below their parents
 */
public record Purchase(String title, String order, int status, String outline) {
  /** Everything works. */
  public static final Purchase GOOD =
      new Purchase(
          "a purchase",
          "teapot 1 4242-4242-4242-4242",
          200,
          """
          shopper INTERNAL buy
            shopper CLIENT POST
              storefront SERVER POST /purchases
                storefront CLIENT POST /charges
                  payment SERVER POST /charges
                    payment CLIENT POST
                      inventory SERVER POST /reservations
                        inventory CLIENT GET /catalogue/{item}
                          storefront SERVER GET /catalogue/{item}
                    payment INTERNAL authorize card
          """);

  /** The catalogue says 404. */
  public static final Purchase UNKNOWN_ITEM =
      new Purchase(
          "an item the shop does not sell",
          "unicorn 1 4242-4242-4242-4242",
          404,
          """
          shopper INTERNAL buy !
            shopper CLIENT POST !
              storefront SERVER POST /purchases
                storefront CLIENT POST /charges !
                  payment SERVER POST /charges
                    payment CLIENT POST !
                      inventory SERVER POST /reservations
                        inventory CLIENT GET /catalogue/{item} !
                          storefront SERVER GET /catalogue/{item}
          """);

  /** The storefront refuses the body. */
  public static final Purchase MALFORMED =
      new Purchase(
          "a malformed order",
          "{\"item\": \"teapot\", \"quantity\":",
          400,
          """
          shopper INTERNAL buy !
            shopper CLIENT POST !
              storefront SERVER POST /purchases
          """);

  /** The card is declined, and the reservation released. */
  public static final Purchase DECLINED =
      new Purchase(
          "a card that is declined",
          "kettle 2 4000-0000-0000-0002",
          402,
          """
          shopper INTERNAL buy !
            shopper CLIENT POST !
              storefront SERVER POST /purchases
                storefront CLIENT POST /charges !
                  payment SERVER POST /charges
                    payment CLIENT POST
                      inventory SERVER POST /reservations
                        inventory CLIENT GET /catalogue/{item}
                          storefront SERVER GET /catalogue/{item}
                    payment INTERNAL authorize card !
                    payment CLIENT DELETE
                      inventory SERVER DELETE /reservations/{id}
          """);

  /** To be tried while the stock service is down. */
  public static final Purchase STOCK_DOWN =
      new Purchase(
          "the stock service is down",
          "cup 6 4242-4242-4242-4242",
          503,
          """
          shopper INTERNAL buy !
            shopper CLIENT POST !
              storefront SERVER POST /purchases !
                storefront CLIENT POST /charges !
                  payment SERVER POST /charges !
                    payment CLIENT POST !
          """);

  /** To be tried while everything runs. */
  public static final List<Purchase> WITH_ALL_SERVICES =
      List.of(UNKNOWN_ITEM, MALFORMED, DECLINED, GOOD);

  /** How many spans the trace has to have. */
  public int spanCount() {
    return (int) outline.lines().count();
  }
}
