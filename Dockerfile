# One image for the load test and for the mock server.
#
#   docker build -t batch-load-test .
#   docker run --rm -v "$PWD/results:/results" batch-load-test --host http://service:3001 --profile smoke --headless
#   docker run --rm -p 3001:3001 batch-load-test mock --urls http://*:3001
#   docker build -t batch-load-test:page --target page .    # the page, with a health check
#
# For two architectures: docker buildx build --platform linux/amd64,linux/arm64 . (the build runs on the builder's own
# architecture and compiles for the other one; nothing is emulated).

# The base by argument: a mirror, a digest, or an image with a shell (-noble instead of -noble-chiseled).
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled

FROM --platform=$BUILDPLATFORM ${SDK_IMAGE} AS build
ARG TARGETARCH
# The NBomber engine. An image built with it is for your own use only: NBomber's licence is free for personal use alone
# and forbids handing the package on, inside an image too. Never push such an image to a registry that others can read.
ARG WITH_NBOMBER=false
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
WORKDIR /source

# Packages first: this layer is built again only when a project file changes.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/BatchLoadTest.Cluster/*.csproj src/BatchLoadTest.Cluster/*.props src/BatchLoadTest.Cluster/
COPY src/BatchLoadTest.Core/*.csproj src/BatchLoadTest.Core/
COPY src/BatchLoadTest.MockServer/*.csproj src/BatchLoadTest.MockServer/
COPY src/BatchLoadTest.NBomber/*.csproj src/BatchLoadTest.NBomber/
COPY src/BatchLoadTest/*.csproj src/BatchLoadTest/
RUN dotnet restore src/BatchLoadTest --arch "$TARGETARCH" \
    -p:PublishReadyToRun=true -p:WithNBomber=$WITH_NBOMBER

COPY . .
# Ready-to-run without trimming, by measurement: see bench/README.md. Analysers have run before.
RUN dotnet publish src/BatchLoadTest -c Release --no-restore --no-self-contained -o /app \
    --arch "$TARGETARCH" \
    -p:PublishReadyToRun=true -p:UseAppHost=false -p:DebugType=none -p:RunAnalyzers=false -p:UseSharedCompilation=false \
    -p:WithNBomber=$WITH_NBOMBER \
  && mkdir -p /root-files/results /root-files/test_data \
  && cp test_data/*.jsonl /root-files/test_data/ \
  && cp LICENSE /root-files/LICENSE

FROM ${RUNTIME_IMAGE} AS program
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="batch-load-test" \
      org.opencontainers.image.description="Load test for OpenAI-compatible Files and Batches APIs, and a mock of one" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# No socket for diagnostics in /tmp: nobody can attach to it, and a full or read-only /tmp is no failure.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_NOLOGO=1
COPY --from=build /app /app
# The number of the bases' user "app", so that Kubernetes can see that it is not root.
COPY --from=build --chown=1654:1654 /root-files /
USER 1654:1654
# The defaults test_data/… and results/… are then /test_data and /results.
WORKDIR /
VOLUME /results
EXPOSE 3001 8089
# The program takes SIGTERM itself, as process 1 too: it stops, writes its reports and exits with 143.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/app/batch-load-test.dll"]

# --target page: the page as what the image does, and its health for Docker, Compose and Swarm.
FROM program AS page
ENV BATCH_LOAD_TEST_WEB_HOST=0.0.0.0
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["dotnet", "/app/batch-load-test.dll", "health"]

# The image without a target has none: tests and mocks serve no page, and a check is a process beside what is measured.
# Kubernetes asks /healthz of the page itself.
FROM program
