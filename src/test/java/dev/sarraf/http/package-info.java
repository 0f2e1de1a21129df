@NullMarked
package dev.sarraf.http;

import org.jspecify.annotations.NullMarked;
