/// Merchants, their settings, and the API keys that speak for them.
@NullMarked
package dev.sarraf.merchants;

import org.jspecify.annotations.NullMarked;
