package dev.sarraf.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, from its jar.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        return new String[] {"Sarraf " + version.orElse("(not packaged)")};
    }
}
