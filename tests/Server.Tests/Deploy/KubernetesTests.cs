using System.Text.Json.Nodes;
using Haggle.Server.Hosting;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Deploy;

/// <summary>The objects in deploy/kubernetes name each other rightly, and say to the server what the server takes.</summary>
public sealed class KubernetesTests
{
    private const string Folder = "deploy/kubernetes", Kustomization = $"{Folder}/kustomization.yaml", SecretExample = $"{Folder}/secret.example.yaml";

    private static readonly JsonObject[] Objects = [.. House.Files(Folder, "*.yaml").Where(file => file != Kustomization).SelectMany(Yaml.ReadFile)];

    private static readonly JsonNode Deployment = Spec("Deployment");

    private static readonly JsonNode Pod = Deployment["template"]!["spec"]!;

    private static readonly JsonNode Container = Assert.Single(Pod["containers"]!.AsArray())!;

    [Fact]
    public void Each_object_says_what_it_is_and_belongs_to_the_rest()
        => Assert.All(Objects, thing =>
        {
            Assert.NotNull(thing["apiVersion"]);
            Assert.NotNull(thing["kind"]);
            Assert.NotNull(thing["metadata"]!["name"]);
            Assert.Equal("haggle", Text(thing["metadata"]!["labels"]!["app"]));
        });

    [Fact]
    public void All_of_them_are_applied_together_but_the_example_of_the_secret()
        => Assert.Equal(
            House.Files(Folder, "*.yaml").Except([Kustomization, SecretExample]).Order(),
            Assert.Single(Yaml.ReadFile(Kustomization))["resources"]!.AsArray().Select(file => $"{Folder}/{Text(file)}").Order());

    [Fact]
    public void What_selects_pods_finds_those_of_the_deployment()
    {
        var labels = Deployment["template"]!["metadata"]!["labels"];
        JsonNode?[] selectors =
        [
            Deployment["selector"]!["matchLabels"], Spec("PodDisruptionBudget")["selector"]!["matchLabels"], .. Of("Service").Select(service => service["spec"]!["selector"]),
            .. Pod["topologySpreadConstraints"]!.AsArray().Select(spread => spread!["labelSelector"]!["matchLabels"]),
        ];
        Assert.All(selectors, selector => Assert.True(JsonNode.DeepEquals(labels, selector)));
        var target = Spec("HorizontalPodAutoscaler")["scaleTargetRef"]!;
        Assert.Equal(("apps/v1", "Deployment", "haggle"), (Text(target["apiVersion"]), Text(target["kind"]), Text(target["name"])));
        Assert.Null(Deployment["replicas"]); // each `apply` would fight with the autoscaler
    }

    [Fact]
    public void Services_lead_to_ports_of_the_container_and_have_the_names_and_ports_that_other_systems_know()
    {
        var ports = Container["ports"]!.AsArray().ToDictionary(port => Text(port!["name"]), port => port!["containerPort"]!.GetValue<long>());
        var leads = Of("Service").Select(service => (Text(service["metadata"]!["name"]), Port: Assert.Single(service["spec"]!["ports"]!.AsArray())!))
            .Select(service => (service.Item1, service.Port["port"]!.GetValue<long>(), ports[Text(service.Port["targetPort"])], Text(service.Port["name"])));
        Assert.Equal([("haggle", 80, 8000, "http"), ("chat-service", 4000, 4000, "http"), ("chat-svc", 8003, 8003, "http")], leads);
        Assert.Equal((8000L, 4000L, 8003L), (Setting("PORT"), Setting("LAIS_PORT"), Setting("GAMETRADE_PORT")));
        var backend = Assert.Single(Assert.Single(Spec("Ingress")["rules"]!.AsArray())!["http"]!["paths"]!.AsArray())!["backend"]!["service"]!;
        Assert.Equal(("haggle", "http"), (Text(backend["name"]), Text(backend["port"]!["name"])));
    }

    [Fact]
    public void Probes_ask_whether_it_lives_and_whether_it_is_ready_and_are_not_mixed_up()
    {
        foreach (var (probe, path) in new[] { ("startupProbe", "/api/v1/health"), ("livenessProbe", "/api/v1/health"), ("readinessProbe", "/api/v1/ready") })
            Assert.Equal((path, "http"), (Text(Container[probe]!["httpGet"]!["path"]), Text(Container[probe]!["httpGet"]!["port"])));
    }

    [Fact]
    public void A_node_is_given_more_time_to_stop_than_it_takes_and_a_new_one_comes_first()
    {
        var pause = Container["lifecycle"]!["preStop"]!["exec"]!["command"]!.AsArray().Select(Text).ToList();
        Assert.Equal("sleep", pause[0]);
        var most = TimeSpan.FromSeconds(int.Parse(pause[1], null)) + Departure.MostFor(Settings());
        Assert.True(TimeSpan.FromSeconds(Pod["terminationGracePeriodSeconds"]!.GetValue<long>()) > most);
        var rolling = Deployment["strategy"]!["rollingUpdate"]!;
        Assert.Equal((1, 0), (rolling["maxSurge"]!.GetValue<long>(), rolling["maxUnavailable"]!.GetValue<long>()));
        // A turn of /ready is noticed before the first quarter of the draining is over, in which nobody is sent away yet.
        var noticed = Container["readinessProbe"]!["periodSeconds"]!.GetValue<long>() * Container["readinessProbe"]!["failureThreshold"]!.GetValue<long>();
        Assert.True(TimeSpan.FromSeconds(noticed) < Settings().DrainTime / 4);
    }

    [Fact]
    public void It_runs_without_rights_on_a_file_system_that_it_cannot_write()
    {
        Assert.True(Pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.NotEqual(0, Pod["securityContext"]!["runAsUser"]!.GetValue<long>());
        Assert.Equal("RuntimeDefault", Text(Pod["securityContext"]!["seccompProfile"]!["type"]));
        var may = Container["securityContext"]!;
        Assert.True(may["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.False(may["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.Equal(["ALL"], may["capabilities"]!["drop"]!.AsArray().Select(Text));
        Assert.False(Pod["automountServiceAccountToken"]!.GetValue<bool>());
        var volumes = Pod["volumes"]!.AsArray().Select(volume => Text(volume!["name"]));
        Assert.All(Container["volumeMounts"]!.AsArray(), mount => Assert.Contains(Text(mount!["name"]), volumes));
    }

    [Fact]
    public void Its_settings_are_texts_that_are_there_and_taken_and_the_secret_ones_are_in_the_secret()
    {
        var references = Container["envFrom"]!.AsArray().Select(source => Text((source!["configMapRef"] ?? source["secretRef"])!["name"]));
        Assert.Equal([Text(Single("ConfigMap")["metadata"]!["name"]), Text(Single("Secret")["metadata"]!["name"])], references);
        var (open, secret) = (Single("ConfigMap")["data"]!.AsObject(), Single("Secret")["stringData"]!.AsObject());
        Assert.All(open.Concat(secret), entry => Catalogue.Has(entry.Key));
        Assert.All(SettingCatalog.All.Where(setting => setting.IsSecret), setting => Assert.False(open.ContainsKey(setting.Name), setting.Name));
        Assert.Equal("", Text(secret["SECRET_KEY"]));
        Settings();
    }

    [Fact]
    public void All_nodes_together_take_no_more_connections_than_the_database_has()
    {
        const int PostgresDefault = 100, BesideThePool = 4;
        Assert.True(Spec("HorizontalPodAutoscaler")["maxReplicas"]!.GetValue<long>() * (Setting("DATABASE_POOL") + BesideThePool) < PostgresDefault);
    }

    [Fact]
    public void The_image_has_the_version_of_the_server()
    {
        Assert.Matches(Image.OfAVersion(), Text(Container["image"]));
        Assert.EndsWith($"/haggle:{Image.Version}", Text(Container["image"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Sockets_stay_open_and_no_token_is_logged_by_the_ingress()
    {
        var words = Single("Ingress")["metadata"]!["annotations"]!.AsObject().ToDictionary(entry => entry.Key.Split('/')[1], entry => Text(entry.Value));
        Assert.All(new[] { "proxy-read-timeout", "proxy-send-timeout" }, name => Assert.True(int.Parse(words[name], null) >= 3600));
        Assert.Equal(("off", "false"), (words["proxy-buffering"], words["enable-access-log"]));
        Assert.DoesNotContain("non_idempotent", words["proxy-next-upstream"], StringComparison.Ordinal);
    }

    /// <summary>As the container's environment would have them, with a key of the length that is asked for.</summary>
    private static ServerSettings Settings()
    {
        var all = Single("ConfigMap")["data"]!.AsObject().Concat(Single("Secret")["stringData"]!.AsObject()).ToDictionary(entry => entry.Key, entry => (string?)Text(entry.Value));
        all["SECRET_KEY"] = new string('k', 64);
        return ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }

    private static long Setting(string name) => long.Parse(Text(Single("ConfigMap")["data"]![name]), null);

    private static IEnumerable<JsonObject> Of(string kind) => Objects.Where(thing => Text(thing["kind"]) == kind);

    private static JsonObject Single(string kind) => Assert.Single(Of(kind));

    private static JsonNode Spec(string kind) => Single(kind)["spec"]!;

    /// <summary>A text, and nothing that YAML would take for a number or a truth.</summary>
    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
