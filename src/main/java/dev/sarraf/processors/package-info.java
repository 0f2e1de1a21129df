/// The banks behind us: what can be asked of one, and every kind of answer.
@NullMarked
package dev.sarraf.processors;

import org.jspecify.annotations.NullMarked;
