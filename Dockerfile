# Two stages: the pages are built with everything, the image runs with what serving needs. Not root.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# The image has Node: the packaged one, which brings it to a machine without, stays behind, and so do tests and fixtures.
RUN npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node \
  && find . -path ./node_modules -prune -o \( -name '*.test.ts' -o -name '*.fixture.*' \) -type f -exec rm {} +

FROM node:24-slim
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
# One image for every part: CARTBEAT_ROLE says which, all of them without it. The log's commits and every query share libuv's
# threads.
ENV NODE_ENV=production UV_THREADPOOL_SIZE=16
EXPOSE 8080
VOLUME /data
CMD ["node", "service/main.ts"]
