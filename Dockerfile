# Two stages: the pages are built with everything, the image runs with what serving needs. Not root.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The stamp of scripts/run.mjs: what the lock file says is installed.
RUN npm ci --no-audit --no-fund && cp package-lock.json node_modules/.cartbeat-lock
# By name: whatever else lies in the folder (settings, certificates, backups) gets into no layer.
COPY tsconfig.json ./
COPY scripts/run.mjs scripts/
COPY api api/
COPY comments comments/
COPY dashboard dashboard/
COPY events events/
COPY ingest ingest/
COPY log log/
COPY pipeline pipeline/
COPY sdk sdk/
COPY service service/
COPY simulator simulator/
COPY sql sql/
COPY store store/
COPY watch watch/
# The image has Node: the packaged one, which brings it to a machine without, stays behind, and so do tests, fixtures and what
# would build the pages again.
RUN npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node \
  && cp package-lock.json node_modules/.cartbeat-lock \
  && find . -path ./node_modules -prune -o \( -name '*.test.ts' -o -name '*.fixture.*' -o -name vite.config.ts \) -type f -exec rm {} +

FROM node:24-slim
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
# One image for every part: CARTBEAT_ROLE says which, all of them without it. The log's commits and every query share libuv's
# threads. A container's own loopback nobody reaches: from elsewhere pages and SQL answer with CARTBEAT_ADMIN_TOKEN alone, and
# without one not at all.
ENV NODE_ENV=production UV_THREADPOOL_SIZE=16 HOST=0.0.0.0 CARTBEAT_DATA_DIR=/data
# npm's own files go where a container that is read-only can write.
ENV npm_config_cache=/tmp/npm npm_config_update_notifier=false
EXPOSE 8080
VOLUME /data
CMD ["node", "service/main.ts"]
