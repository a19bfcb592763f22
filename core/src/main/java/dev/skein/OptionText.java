package dev.skein;

/**
 * The text found for a setting.
 *
 * @param label what the user wrote it under, for example {@code OTEL_SERVICE_NAME}
 * @param value the text, neither blank nor with blanks around it
 * @param standard whether the label is one of OpenTelemetry's, whose rules then apply: a duration
 *     without unit is milliseconds, a boolean is false unless it is {@code true}
 * @param rank how far down the order of precedence it was found; zero is the framework
 */
record OptionText(String label, String value, boolean standard, int rank) {}
