/// The edge: requests and answers as values, strict JSON, pages, and the only classes here that know the HTTP server.
@NullMarked
package dev.sarraf.simulator.web;

import org.jspecify.annotations.NullMarked;
