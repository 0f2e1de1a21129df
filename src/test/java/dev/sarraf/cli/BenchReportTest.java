package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sarraf.cli.BenchReport.Row;
import dev.sarraf.cli.BenchReport.Unit;
import dev.sarraf.http.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final BenchReport REPORT = new BenchReport(
            "A machine",
            0.5,
            1.25,
            List.of(
                    new Row("start", "Start", Unit.SECONDS, new Figures(List.of(2.0, 1.0, 4.0)), 3),
                    new Row("stop", "A long word for stop", Unit.SECONDS, new Figures(List.of(0.5, 1.0)), 10),
                    new Row("memory", "Memory", Unit.MEBIBYTES, Figures.of(201.4))));

    @Test
    void people_get_a_table_that_marks_what_is_over_its_limit() {
        assertThat(REPORT.text()).isEqualTo("""
                A machine; load 0.5 before, 1.3 after

                Start                     2.00 s    1.00..4.00        limit 3.00  OVER
                A long word for stop      0.75 s    0.50..1.00        limit 10.00  ok
                Memory                     201 MiB
                """);
    }

    @Test
    void machines_get_the_same_figures() {
        var json = Json.readOwn(REPORT.json());

        assertThat(json.get("loadBefore").doubleValue()).isEqualTo(0.5);
        var start = json.get("figures").get("start");
        assertThat(start.get("median").doubleValue()).isEqualTo(2.0);
        assertThat(start.get("min").doubleValue()).isEqualTo(1.0);
        assertThat(start.get("max").doubleValue()).isEqualTo(4.0);
        assertThat(start.get("limit").doubleValue()).isEqualTo(3.0);
        assertThat(start.get("ok").booleanValue()).isFalse();
        assertThat(json.get("figures").get("stop").get("ok").booleanValue()).isTrue();
        assertThat(json.get("figures").get("memory").has("limit")).isFalse();
    }

    @Test
    void a_figure_needs_a_value() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Figures(List.of()));
    }
}
