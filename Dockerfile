# One recipe for the images of all our programs: docker build --build-arg SERVICE=api-service .
# Java is named once: a cache made by one build of Java is of no use to another.
ARG JAVA=25.0.3_9

# Everything is built from this tree. No tests run here.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests -Dspotless.check.skip -Denforcer.skip -Djacoco.skip package \
    -pl common,api-service,worker-service,notifier-service,ai-server-stub,standalone,bench
RUN ops/image/extract /source /opt/darkroom

# What all images stand on. Whoever runs in them may write to the pictures only; the name is for PostgreSQL's initdb, which
# runs below and asks for one.
FROM eclipse-temurin:${JAVA}-jre-noble AS ground
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin darkroom \
    && install -d -o 10001 -g 10001 -m 0750 /var/lib/darkroom /var/lib/darkroom/images
COPY --chmod=0755 ops/image/healthy /opt/darkroom/healthy
USER 10001:10001

# All of Darkroom runs once, on the Java and from the paths of later, and each JVM keeps what it has learned.
FROM ground AS trained
COPY --from=build --chown=10001:10001 /opt/darkroom/ /opt/darkroom/
COPY --chmod=0755 ops/image/train /opt/training/train
RUN /opt/training/train /opt/darkroom /tmp/training

# What changes least comes first: libraries of others, our own, the program, what was learned.
FROM ground
ARG SERVICE
COPY --from=build /opt/darkroom/layers/${SERVICE}/dependencies/ /opt/darkroom/${SERVICE}/target/
COPY --from=build /opt/darkroom/layers/${SERVICE}/snapshot-dependencies/ /opt/darkroom/${SERVICE}/target/
COPY --from=build /opt/darkroom/layers/${SERVICE}/application/ /opt/darkroom/${SERVICE}/target/
COPY --from=build /opt/darkroom/layers/${SERVICE}/java.args /opt/darkroom/java.args
COPY --from=trained /opt/darkroom/${SERVICE}/target/${SERVICE}.aot /opt/darkroom/${SERVICE}/target/
ENTRYPOINT ["java", "@/opt/darkroom/java.args"]
