package dev.darkroom.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// The project's files, read as text.
record SourceTree(Path home) {

    private static final Pattern STATEMENT_ABOUT_A_PACKAGE =
            Pattern.compile("(?m)\\A((?:///.*\\R)+)(?:@NullMarked\\R)package ([\\w.]+);");

    /// The project that holds the working directory.
    static SourceTree find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")))
                .findFirst()
                .map(SourceTree::new)
                .orElseThrow(() -> new IllegalStateException("the working directory is in no Darkroom project"));
    }

    String text(String path) {
        return text(home.resolve(path));
    }

    List<MatchResult> matches(String path, Pattern pattern) {
        return pattern.matcher(text(path)).results().toList();
    }

    /// Files below a folder whose path from there matches, sorted.
    List<Path> files(String folder, Pattern name) {
        var root = home.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .filter(file ->
                            name.matcher(root.relativize(file).toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What a module's packages say of themselves: name and first paragraph, links to types as plain names.
    Stream<PackageSays> packages(String module) {
        return files(module + "/src/main/java", Pattern.compile(".*package-info\\.java")).stream()
                .map(file -> STATEMENT_ABOUT_A_PACKAGE
                        .matcher(text(file))
                        .results()
                        .findFirst()
                        .map(said -> new PackageSays(said.group(2), firstParagraph(said.group(1))))
                        .orElseThrow(() -> new AssertionError(file + " does not say what its package does")));
    }

    record PackageSays(String name, String sentence) {}

    /// What a module's own pom asks for, in its profiles too; the parent is the module `.`.
    Stream<Dependency> dependencies(String module) {
        var project = pom(home.resolve(module).resolve("pom.xml"));
        return Stream.concat(
                        Stream.of(project),
                        children(project, "profiles").flatMap(profiles -> children(profiles, "profile")))
                .flatMap(part -> children(part, "dependencies"))
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .map(one -> new Dependency(module, value(one, "artifactId"), value(one, "type"), value(one, "scope")));
    }

    record Dependency(String module, String artifact, String type, String scope) {

        boolean forTests() {
            return "test".equals(scope);
        }

        String name() {
            return "test-jar".equals(type) ? artifact + ":test-jar" : artifact;
        }
    }

    /// The project's own version.
    String version() {
        return value(pom(home.resolve("pom.xml")), "version");
    }

    List<String> modules() {
        return children(pom(home.resolve("pom.xml")), "modules")
                .flatMap(modules -> children(modules, "module"))
                .map(Node::getTextContent)
                .toList();
    }

    private static String firstParagraph(String comment) {
        return Stream.of(comment.split("\\R"))
                .map(line -> line.substring(3).strip())
                .takeWhile(line -> !line.isEmpty())
                .collect(joining(" "))
                .replaceAll("\\[[\\w.]*\\.(\\w+)]", "`$1`");
    }

    private static Element pom(Path file) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException unreadable) {
            throw new IllegalStateException("cannot read " + file, unreadable);
        }
    }

    private static Stream<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> name.equals(node.getNodeName()))
                .map(Element.class::cast);
    }

    private static String value(Element parent, String name) {
        return children(parent, name).findFirst().map(Node::getTextContent).orElse("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
