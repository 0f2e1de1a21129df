/// Tests of fetching pictures and of drawing them anew.
@NullMarked
package dev.sarraf.images;

import org.jspecify.annotations.NullMarked;
