/// PostgreSQL: the embedded server, pools, transactions, migrations.
@NullMarked
package dev.sarraf.db;

import org.jspecify.annotations.NullMarked;
