/// The description of the API: read from parts that people edit, put together as one OpenAPI document.
@NullMarked
package dev.sarraf.openapi;

import org.jspecify.annotations.NullMarked;
