/// Tests of where strangers' addresses may lead.
@NullMarked
package dev.sarraf.targets;

import org.jspecify.annotations.NullMarked;
