/// The server beside the document that describes it.
@NullMarked
package dev.sarraf.contract;

import org.jspecify.annotations.NullMarked;
