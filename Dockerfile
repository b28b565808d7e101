# Two stages: the pages are built with everything, the image runs with what serving needs. Not root.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data
USER node
# The log's commits and every query share libuv's threads.
ENV UV_THREADPOOL_SIZE=16
EXPOSE 8080
CMD ["node", "service/main.ts"]
