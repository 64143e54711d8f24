import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: "code",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/rehearsal/**"]
        }
      },
      {
        extends: true,
        test: {name: "browser", include: ["test/browser/*.test.ts"], globalSetup: ["test/browser/site.ts"]}
      },
      {extends: true, test: {name: "rehearsal", include: ["test/rehearsal/*.test.ts"]}}
    ]
  }
});
