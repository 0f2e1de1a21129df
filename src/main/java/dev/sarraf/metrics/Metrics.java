package dev.sarraf.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// Counts, durations and current values of one process, written as Prometheus reads them.
///
/// Names are written with dots and come out with underscores and their unit: `sarraf.requests` as
/// `sarraf_requests_seconds_count`. Tags are pairs of name and value. A value is one of a few that the program knows,
/// such as a route's template: each new one is kept for as long as the process lives, so ids and whatever callers send
/// must never be one.
public final class Metrics {
    /// What a person notices, and what an operator has to answer for: from 10 ms to the patience of a customer.
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /// Begins with what is known of every process: memory, threads, processors and uptime.
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// One more of what the description says.
    public void count(String name, String description, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }

    /// Something took this long. Kept as a histogram.
    public void time(String name, String description, Duration duration, String... tags) {
        Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BOUNDS)
                .tags(tags)
                .register(registry)
                .record(duration);
    }

    /// A value that is asked for whenever somebody looks. It must answer at once; NaN is "not known".
    public void gauge(String name, String description, DoubleSupplier value, String... tags) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /// All of it in Prometheus' text format, version 0.0.4.
    public String text() {
        return registry.scrape();
    }
}
