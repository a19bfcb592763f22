/** The JDK's HTTP server and client, traced. */
@NullMarked
package com.example.jdkhttp;

import org.jspecify.annotations.NullMarked;
