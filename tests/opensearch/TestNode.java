import java.util.List;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node on loopback: TestNode FOLDER CLUSTER NAME HTTP-PORT TRANSPORT-PORT SEEDS MANAGERS; lives until it is killed. */
public class TestNode {
    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("node.name", args[2]);
            settings.put("discovery.type", "zen");
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", args[3]);
            settings.put("transport.port", args[4]);
            settings.putList("discovery.seed_hosts", List.of(args[5].split(",")));
            settings.putList("cluster.initial_cluster_manager_nodes", List.of(args[6].split(",")));
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        });
        runner.build(OpenSearchRunner.newConfigs().basePath(args[0]).clusterName(args[1]).numOfNode(1));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
