package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final String FIRST_BUILD = "Building Sarraf (first use, about a minute)…\n";
    private static final String REBUILD = "Building Sarraf (its sources have changed)…\n";

    @TempDir
    private Path folder;

    private LauncherSandbox sandbox;

    @BeforeEach
    void makeSandbox() throws IOException {
        sandbox = LauncherSandbox.in(folder);
    }

    @Test
    void a_suitable_jdk_is_found_in_the_usual_folders_though_the_default_ones_are_older() throws IOException {
        var old = sandbox.addJdk("java-17", "17.0.9");
        Files.createSymbolicLink(sandbox.tools().resolve("java"), old.resolve("bin/java"));
        sandbox.addJdk("java-8", "1.8.0_402");
        var suitable = sandbox.addJdk("temurin-25", "25.0.3");

        var result = sandbox.run(Map.of("JAVA_HOME", old.toString()), "serve");

        assertRunBy(suitable, result);
    }

    @Test
    void java_home_comes_before_path_and_path_before_the_usual_folders() throws IOException {
        var home = sandbox.addJdk(folder.resolve("home"), "25");
        var onPath = sandbox.addJdk(folder.resolve("on path"), "26-ea");
        var link = Files.createSymbolicLink(folder.resolve("alternative"), onPath.resolve("bin/java"));
        Files.createSymbolicLink(sandbox.tools().resolve("java"), link);
        sandbox.addJdk("usual", "25.0.3");

        assertRunBy(home, sandbox.run(Map.of("JAVA_HOME", home.toString()), "serve"));
        assertRunBy(onPath, sandbox.run("serve"));
    }

    @Test
    void a_jdk_named_for_sarraf_comes_before_all() throws IOException {
        var named = sandbox.addJdk(folder.resolve("named"), "27");
        var home = sandbox.addJdk(folder.resolve("home"), "25");

        var result = sandbox.run(Map.of("JAVA_HOME", home.toString(), "SARRAF_JAVA_HOME", named.toString()), "serve");

        assertRunBy(named, result);
    }

    @Test
    void a_jdk_named_for_sarraf_that_is_too_old_is_not_replaced_in_silence() throws IOException {
        var named = sandbox.addJdk(folder.resolve("named"), "21.0.1");
        sandbox.addJdk("usual", "25.0.3");

        var result = sandbox.run(Map.of("SARRAF_JAVA_HOME", named.toString()), "serve");

        assertRefused(result, "sarraf: SARRAF_JAVA_HOME is not a JDK 25 or newer: " + named + "\n");
    }

    @Test
    void what_cannot_compile_is_passed_over() throws IOException {
        var runtime = sandbox.addJdk("a", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        var jdk = sandbox.addJdk("b", "25.0.3");

        assertRunBy(jdk, sandbox.run("serve"));
    }

    @Test
    void a_jdk_without_a_release_file_is_asked_for_its_version() throws IOException {
        Files.delete(sandbox.addJdk("a", "17.0.9").resolve("release"));
        var suitable = sandbox.addJdk("b", "25.0.3");
        Files.delete(suitable.resolve("release"));

        assertRunBy(suitable, sandbox.run("serve"));
    }

    @Test
    void where_there_is_no_jdk_one_line_says_so_and_how_to_get_one() throws IOException {
        assertRefused(
                sandbox.run("serve"),
                "sarraf: no JDK 25 or newer found: install one, for instance from https://adoptium.net,"
                        + " or name it in SARRAF_JAVA_HOME\n");
    }

    @Test
    void where_there_is_no_maven_one_line_says_so() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        Files.delete(sandbox.tools().resolve("mvn"));

        assertRefused(
                sandbox.run("serve"),
                "sarraf: Maven is needed to build, and there is no mvn on PATH:"
                        + " install it, for instance with apt-get install maven\n");
    }

    @Test
    void the_first_use_builds_and_the_next_does_not() throws IOException {
        var jdk = sandbox.addJdk("jdk", "25.0.3");

        var first = sandbox.run("serve");
        var second = sandbox.run("serve");

        assertRunBy(jdk, first);
        assertThat(first.err()).isEqualTo(FIRST_BUILD);
        assertThat(second.err()).isEmpty();
        assertThat(sandbox.calls("maven")).hasSize(1).first().asString().contains("package");
    }

    @Test
    void a_changed_an_added_and_a_deleted_source_build_anew() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.run("serve");

        letTheJarBeOlder();
        Files.writeString(sandbox.source(), "class A { }");
        assertThat(sandbox.run("serve").err()).isEqualTo(REBUILD);

        letTheJarBeOlder();
        Files.writeString(sandbox.source().resolveSibling("B.java"), "class B {}");
        assertThat(sandbox.run("serve").err()).isEqualTo(REBUILD);

        letTheJarBeOlder();
        Files.delete(sandbox.source().resolveSibling("B.java"));
        assertThat(sandbox.run("serve").err()).isEqualTo(REBUILD);

        assertThat(sandbox.run("serve").err()).isEmpty();
    }

    @Test
    void nothing_is_built_where_that_is_forbidden() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");

        var result = sandbox.run(Map.of("SARRAF_NO_BUILD", "1"), "serve");

        assertRefused(result, "sarraf: there is no " + sandbox.tree() + "/target/sarraf.jar to run\n");
        assertThat(sandbox.calls("maven")).isEmpty();
    }

    @Test
    void a_failed_build_shows_what_maven_said() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.letFail("maven");

        var result = sandbox.run("serve");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith(FIRST_BUILD)
                .contains("[ERROR] cannot find symbol")
                .contains("sarraf: the build failed");
        assertThat(sandbox.tree().resolve("target/.build-lock")).doesNotExist();
    }

    @Test
    void two_first_uses_at_once_build_once() throws IOException {
        var jdk = sandbox.addJdk("jdk", "25.0.3");

        var one = sandbox.begin(sandbox.launcher(), Map.of(), "serve");
        var other = sandbox.begin(sandbox.launcher(), Map.of(), "serve");

        assertRunBy(jdk, LauncherSandbox.finish(one));
        assertRunBy(jdk, LauncherSandbox.finish(other));
        assertThat(sandbox.calls("maven")).hasSize(1);
    }

    @Test
    void a_build_that_was_killed_does_not_lock_out_the_next() throws IOException {
        var jdk = sandbox.addJdk("jdk", "25.0.3");
        var dead = new ProcessBuilder("/bin/true").start();
        dead.onExit().join();
        Files.createDirectories(sandbox.tree().resolve("target"));
        Files.createSymbolicLink(sandbox.tree().resolve("target/.build-lock"), Path.of(Long.toString(dead.pid())));

        assertRunBy(jdk, sandbox.run("serve"));
    }

    @Test
    void words_and_working_directory_reach_the_program_as_they_are() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a tree/sarraf"));

        var result = LauncherSandbox.finish(sandbox.begin(link, Map.of(), "serve", "--data-dir", "my data", "*", ""));

        assertThat(result.out())
                .contains("cwd: " + sandbox.elsewhere() + "\n")
                .contains("word: -jar\nword: " + sandbox.tree() + "/target/sarraf-run.jar\n")
                .endsWith("word: serve\nword: --data-dir\nword: my data\nword: *\nword: \n");
    }

    @Test
    void the_program_takes_the_launchers_place_so_that_signals_reach_it() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");

        var result = sandbox.run("serve");

        assertThat(result.out()).contains("pid: " + result.pid() + "\n");
    }

    @Test
    void options_for_the_jvm_come_after_our_own() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");

        var result = sandbox.run(Map.of("SARRAF_JAVA_OPTS", "-Xmx1g  -Dx=*"), "serve");

        assertThat(result.out()).contains("word: -Xmx256m\n").contains("word: -Xmx1g\nword: -Dx=*\nword: -jar\n");
    }

    @Test
    void the_start_is_watched_once_for_each_build_and_jdk() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        var other = sandbox.addJdk(folder.resolve("other"), "26");

        assertThat(sandbox.run("serve").out()).contains("word: -XX:AOTCache=");
        sandbox.run("serve");
        assertThat(sandbox.calls("training")).hasSize(1);

        var otherwise = sandbox.run(Map.of("JAVA_HOME", other.toString()), "serve");
        assertThat(sandbox.calls("training")).hasSize(2);
        assertThat(otherwise.err()).isEqualTo("Preparing Sarraf for fast starts (once after a build)…\n");
    }

    @Test
    void where_the_start_cannot_be_watched_it_is_only_slower_and_not_tried_again() throws IOException {
        var jdk = sandbox.addJdk("jdk", "25.0.3");
        sandbox.letFail("training");

        var result = sandbox.run("serve");
        int calls = sandbox.calls("training").size();
        sandbox.run("serve");

        assertRunBy(jdk, result);
        assertThat(result.out()).doesNotContain("AOTCache");
        assertThat(sandbox.calls("training")).hasSize(calls);
    }

    @Test
    void a_running_program_keeps_its_jar_when_the_next_is_built() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.run("serve");
        var jar = sandbox.tree().resolve("target/sarraf-run.jar");
        var inUse = Files.getAttribute(jar, "unix:ino");

        try (var _ = Files.newInputStream(jar)) {
            letTheJarBeOlder();
            Files.writeString(sandbox.source(), "class A { }");
            sandbox.run("serve");

            assertThat(Files.getAttribute(jar, "unix:ino")).isNotEqualTo(inUse);
        }
    }

    @Test
    void test_runs_maven_on_the_jdk_found_and_shows_what_it_says() throws IOException {
        var jdk = sandbox.addJdk("jdk", "25.0.3");
        sandbox.addTool("chromium", "#!/bin/bash\n");
        sandbox.addTool("php", "#!/bin/bash\n");

        var result = sandbox.run("test", "-Dtest=One Test");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("JAVA_HOME=" + jdk + " PWD=" + sandbox.tree())
                .contains("Tests run: 1, Failures: 0");
        assertThat(sandbox.calls("maven")).containsExactly("-B -ntp verify -Dtest=One Test");
    }

    @Test
    void a_failed_test_is_seen_in_the_exit_status() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.addTool("chromium", "#!/bin/bash\n");
        sandbox.addTool("php", "#!/bin/bash\n");
        sandbox.letFail("maven");

        assertThat(sandbox.run("test").status()).isEqualTo(7);
    }

    @Test
    void test_installs_what_is_missing_without_asking() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.addTool("id", "#!/bin/bash\necho 0\n");
        sandbox.addTool("dpkg-query", "#!/bin/bash\nexit 1\n");
        sandbox.addTool(
                "apt-get", "#!/bin/bash\necho \"$DEBIAN_FRONTEND $*\" >>\"$SANDBOX/apt-get.calls\"\necho chatter\n");

        var result = sandbox.run("test");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEqualTo("Installing chromium php-cli fonts-noto-core…\n");
        assertThat(sandbox.calls("apt-get"))
                .containsExactly(
                        " update -q",
                        "noninteractive install -y -q --no-install-recommends chromium php-cli fonts-noto-core");
    }

    @Test
    void test_names_what_only_root_can_install() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.addTool("id", "#!/bin/bash\necho 1000\n");
        sandbox.addTool("sudo", "#!/bin/bash\nexit 1\n");
        sandbox.addTool("apt-get", "#!/bin/bash\n");
        sandbox.addTool("dpkg-query", "#!/bin/bash\necho 'install ok installed'\n");

        assertRefused(
                sandbox.run("test"),
                "sarraf: the tests need packages that only root can install: sudo apt-get install chromium php-cli\n");
    }

    @Test
    void build_builds_without_being_due() throws IOException {
        sandbox.addJdk("jdk", "25.0.3");
        sandbox.run("build");

        var result = sandbox.run("build");

        assertThat(result.status()).isZero();
        assertThat(sandbox.calls("maven")).hasSize(2);
    }

    /// Puts an hour between a build and what follows, which a test does not want to wait for.
    private void letTheJarBeOlder() throws IOException {
        for (var jar : new String[] {"target/sarraf.jar", "target/sarraf-run.jar"}) {
            setAge(sandbox.tree().resolve(jar), Duration.ofMinutes(30));
        }
        for (var source : new String[] {"pom.xml", "src/main", "src/main/java", "src/main/java/A.java"}) {
            setAge(sandbox.tree().resolve(source), Duration.ofHours(1));
        }
    }

    private static void setAge(Path file, Duration age) throws IOException {
        var now = System.currentTimeMillis();
        Files.setLastModifiedTime(file, FileTime.fromMillis(now - age.toMillis()));
    }

    private static void assertRunBy(Path jdk, LauncherSandbox.Result result) {
        assertThat(result.out()).startsWith("java: " + jdk + "/bin/java\n");
        assertThat(result.status()).isZero();
    }

    private static void assertRefused(LauncherSandbox.Result result, String line) {
        assertThat(result.err()).isEqualTo(line);
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(1);
    }
}
