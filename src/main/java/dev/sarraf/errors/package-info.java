/// How Sarraf says no: a stable code, a message, and the parameter that it is about.
@NullMarked
package dev.sarraf.errors;

import org.jspecify.annotations.NullMarked;
