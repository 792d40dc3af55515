# docker build -t haggle:0.1.0 .
# The program is in /opt/haggle and works in /app: deployments that mount a .env into /app, or sources over it, may keep doing so.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What packages are needed changes less often than the sources, and is a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Core/Core.csproj src/Core/
COPY src/Realtime/Realtime.csproj src/Realtime/
COPY src/Dialects/Dialects.csproj src/Dialects/
COPY src/Storage/Storage.csproj src/Storage/
COPY src/Integrations/Integrations.csproj src/Integrations/
COPY src/Server/Server.csproj src/Server/
RUN dotnet restore src/Server
COPY src src
COPY web web
RUN dotnet publish src/Server --configuration Release --no-restore --output /out -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# curl and wget: the health checks that deployments of other systems bring along ask for them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends curl wget \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /app/data \
    && chown "$APP_UID" /app/data
COPY --from=build /out /opt/haggle
WORKDIR /app
# DOTNET_EnableDiagnostics: its socket would need a place to write, and the root file system may be read-only.
ENV HAGGLE_BIND=0.0.0.0 \
    HAGGLE_DATA=/app/data \
    PORT=8000 \
    LAIS_PORT=4000 \
    GAMETRADE_PORT=8003 \
    DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /app/data
EXPOSE 8000 4000 8003
# Alive, not ready: a node without its database is not helped by being started again.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD curl --fail --silent --show-error --output /dev/null "http://127.0.0.1:$PORT/api/v1/health"
ENTRYPOINT ["dotnet", "/opt/haggle/haggle.dll"]
CMD ["serve"]
