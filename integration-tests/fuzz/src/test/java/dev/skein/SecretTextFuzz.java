package dev.skein;

import dev.skein.fuzz.Check;
import dev.skein.fuzz.Input;
import dev.skein.internal.SecretText;
import java.util.List;

/** Texts of others: secrets that stand where secrets stand are taken out. */
public final class SecretTextFuzz {
  private static final int LIMIT = 1_024;
  private static final String SECRET = "hunter2hunter2xyz";
  private static final List<String> BEFORE =
      List.of("password=", "\"api_key\": \"", "jdbc:x://user:", "Authorization: Bearer ", "PWD=");

  private SecretTextFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = Input.text(data);
    String safe = SecretText.redact(text, LIMIT);
    Check.that(
        safe.equals(text) || safe.length() <= 2 * LIMIT + 64, "there is a limit", safe.length());
    Check.allocates(64L * text.length() + 16_384, () -> SecretText.redact(text, LIMIT));
    SecretText.isSecretHeader(text);
    String start = text.length() > 200 ? text.substring(0, 200) : text;
    for (String before : BEFORE) {
      // the blank ends whatever the text had begun
      String whole = start + "\n " + before + SECRET + "@host\"";
      Check.that(!SecretText.redact(whole, LIMIT).contains(SECRET), "a secret is taken out", whole);
    }
  }
}
