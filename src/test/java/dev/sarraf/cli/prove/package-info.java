@NullMarked
package dev.sarraf.cli.prove;

import org.jspecify.annotations.NullMarked;
