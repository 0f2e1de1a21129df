/// What a merchant reads of itself and its key over the API, and the settings that it changes there.
@NullMarked
package dev.sarraf.account;

import org.jspecify.annotations.NullMarked;
