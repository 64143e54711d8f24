import {defineConfig} from "vitest/config";

/** Rooms whose tests leave no trace in their process, so that their files can share one: it takes long to start another and to load its modules. */
const together = [
  ...[
    "aggregation",
    "algebra",
    "arima",
    "brest",
    "calibration",
    "components",
    "conformal",
    "daily",
    "data",
    "dense"
  ],
  ...["drift", "ets", "france", "gas", "judge", "load", "logistic", "naive", "optimise", "paths", "product"],
  ...["publish", "rain", "recurrent", "replay", "returns", "runs", "scores", "series-tests", "time", "trees"],
  ...["var", "volatility"]
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 180_000,
    // No test mirrors its runs to the server of whoever runs it.
    env: {MLFLOW_TRACKING_URI: ""},
    projects: [
      {
        extends: true,
        test: {
          name: "code",
          include: ["test/**/*.test.ts"],
          exclude: [
            ...together,
            "test/browser/**",
            "test/mlflow/server/**",
            "test/python/**",
            "test/rehearsal/**"
          ]
        }
      },
      {extends: true, test: {name: "together", include: together, isolate: false}},
      {
        extends: true,
        test: {name: "browser", include: ["test/browser/*.test.ts"], globalSetup: ["test/browser/site.ts"]}
      },
      // They need a Python that has MLflow and Prometheus' client: npm run test:mlflow.
      {
        extends: true,
        test: {name: "mlflow", include: ["test/mlflow/server/*.test.ts", "test/python/*.test.ts"]}
      },
      // One after the other: they move the clock of one replay.
      {
        extends: true,
        test: {name: "rehearsal", include: ["test/rehearsal/*.test.ts"], fileParallelism: false}
      }
    ]
  }
});
