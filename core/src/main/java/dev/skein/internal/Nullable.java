package dev.skein.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * JSpecify's annotation of the same name, for classes that nobody outside the core can see. The
 * compiler's checks read the source and need no more; what other modules compile against carries
 * JSpecify's own in its class files.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE_USE)
public @interface Nullable {}
