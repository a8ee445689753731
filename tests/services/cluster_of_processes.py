"""A small cluster on this machine: prints its address and its workers; ends with its input."""

import json
import sys


def main():
    """Run a scheduler here and workers in processes of their own."""
    import dask
    from distributed import LocalCluster

    dask.config.set({"distributed.scheduler.allowed-failures": 3})
    workers = int(sys.argv[1])
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
        host="127.0.0.1", protocol="tcp://", silence_logs=50,
    ) as cluster:  # fmt: skip
        pids = [nanny.pid for nanny in cluster.workers.values()]
        print(json.dumps({"address": cluster.scheduler_address, "pids": pids}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
