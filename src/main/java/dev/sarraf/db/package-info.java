/// The database: where its files lie, the server that Sarraf brings along, and how the rest of the program uses it.
@NullMarked
package dev.sarraf.db;

import org.jspecify.annotations.NullMarked;
