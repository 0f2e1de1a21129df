/// Looks from outside whether what must always hold of the stored rows does. The one package that reads every
/// table, and it writes none.
@NullMarked
package dev.sarraf.audit;

import org.jspecify.annotations.NullMarked;
