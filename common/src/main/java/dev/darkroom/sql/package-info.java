/// Small bridges between Java values and set-based PostgreSQL statements.
@NullMarked
package dev.darkroom.sql;

import org.jspecify.annotations.NullMarked;
