/// Pictures that merchants show: fetched from where they keep them, drawn anew, and served from here.
@NullMarked
package dev.sarraf.images;

import org.jspecify.annotations.NullMarked;
