/// The command line: settings, log lines, and each `./sarraf` command.
@NullMarked
package dev.sarraf.cli;

import org.jspecify.annotations.NullMarked;
