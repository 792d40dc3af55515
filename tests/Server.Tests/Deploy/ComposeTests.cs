using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Haggle.Server.Hosting;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Deploy;

/// <summary>deploy/compose.yaml hangs together, and says to the server what the server takes.</summary>
public sealed partial class ComposeTests
{
    private static readonly IReadOnlyDictionary<string, string> Filled = ComposeFile.ReadVariables(ComposeFile.Example)
        .ToDictionary(variable => variable.Key, variable => ComposeFile.Required.Contains(variable.Key) ? new string('k', 64) : variable.Value);

    private static readonly ComposeFile Compose = new(Filled);

    [Fact]
    public void There_are_two_nodes_that_differ_in_their_address_alone()
    {
        var nodes = Compose.Nodes.Select(node => node.Service.DeepClone().AsObject()).ToList();
        Assert.Equal(2, nodes.Count);
        Assert.Equal(2, nodes.Select(AddressOf).Distinct().Count());
        foreach (var node in nodes)
            node.Remove("networks");
        Assert.True(JsonNode.DeepEquals(nodes[0], nodes[1]));
    }

    [Fact]
    public void A_nodes_settings_are_those_that_there_are_and_are_taken()
    {
        var environment = ComposeFile.EnvironmentOf(Compose.Nodes.First().Service);
        Assert.All(environment.Keys, Catalogue.Has);
        var settings = Read(environment);
        Assert.Equal((8000, 4000, 8003), (settings.Port, settings.LaisPort.Number, settings.GameTradePort.Number));
    }

    [Fact]
    public void What_another_service_is_asked_for_by_name_is_there()
    {
        var names = Compose.Services.Select(service => service.Name).ToHashSet();
        foreach (var (_, service) in Compose.Services)
            Assert.All(service["depends_on"]?.AsObject() ?? [], other => Assert.NotNull(Compose.Services.Single(known => known.Name == other.Key).Service["healthcheck"]));
        var urls = ComposeFile.EnvironmentOf(Compose.Nodes.First().Service).Where(variable => variable.Key is "DATABASE_URL" or "REDIS_URL" or "RABBITMQ_URL").ToList();
        Assert.Equal(3, urls.Count);
        Assert.All(urls, url => Assert.Contains(new Uri(url.Value).Host, names));
        foreach (var (section, key) in new[] { ("volumes", "volumes"), ("networks", "networks") })
        {
            var declared = Compose.Root[section]!.AsObject().Select(entry => entry.Key).ToHashSet();
            Assert.All(Compose.Services.SelectMany(service => NamesIn(service.Service[key])), name => Assert.Contains(name, declared));
        }
    }

    [Fact]
    public void Every_service_has_a_check_of_its_health_and_an_image_of_a_version()
    {
        Assert.All(Compose.Services, service => Assert.NotEmpty(service.Service["healthcheck"]!["test"]!.AsArray()));
        Assert.All(Compose.Services, service => Assert.Matches(Image.OfAVersion(), service.Service["image"]!.GetValue<string>()));
        Assert.All(Compose.Nodes, node => Assert.Equal($"haggle:{Image.Version}", node.Service["image"]!.GetValue<string>()));
    }

    [Fact]
    public void A_node_is_given_more_time_to_stop_than_it_takes()
        => Assert.All(Compose.Nodes, node => Assert.True(
            TimeSpan.FromSeconds(int.Parse(node.Service["stop_grace_period"]!.GetValue<string>().TrimEnd('s'), null)) > Departure.MostFor(Read(ComposeFile.EnvironmentOf(node.Service)))));

    [Fact]
    public void Nodes_believe_nginx_and_no_other_address()
    {
        var nginx = Compose.Services.Single(service => service.Name == "nginx").Service;
        Assert.All(Compose.Nodes, node => Assert.Equal(AddressOf(nginx), ComposeFile.EnvironmentOf(node.Service)["TRUSTED_PROXIES"]));
        Assert.Equal(Compose.Nodes.Select(node => $"{node.Name}:{AddressOf(node.Service)}"), nginx["extra_hosts"]!.AsArray().Select(host => host!.GetValue<string>()));
    }

    [Fact]
    public void Other_systems_find_the_chat_by_the_names_and_ports_that_they_know()
    {
        var nginx = Compose.Services.Single(service => service.Name == "nginx").Service;
        var aliases = nginx["networks"]!["haggle"]!["aliases"]!.AsArray().Select(alias => alias!.GetValue<string>());
        Assert.Superset(new HashSet<string> { "chat-service", "chat-svc" }, aliases.ToHashSet());
        var listens = Listen().Matches(House.Read("deploy/nginx/haggle.conf")).Select(match => match.Groups[1].Value);
        var published = nginx["ports"]!.AsArray().Select(port => port!.GetValue<string>().Split(':')[^1]);
        Assert.Equal(["80", "4000", "8003"], listens);
        Assert.Equal(listens, published);
    }

    [Fact]
    public void Files_that_are_mounted_are_there()
    {
        var mounted = Compose.Services.SelectMany(service => service.Service["volumes"]?.AsArray() ?? []).Select(volume => volume!.GetValue<string>().Split(':')[0]).Where(IsFile).ToList();
        Assert.NotEmpty(mounted);
        Assert.All(mounted, file => Assert.True(File.Exists(Path.Combine(Checkout.Root, "deploy", file)), file));
    }

    [Fact]
    public void No_secret_is_in_the_file_and_the_example_has_every_variable_and_no_secret_either()
    {
        var example = ComposeFile.ReadVariables(ComposeFile.Example);
        Assert.Equal(ComposeFile.Variables.Order(), example.Keys.Order());
        Assert.All(SettingCatalog.All.Where(setting => setting.IsSecret && example.ContainsKey(setting.Name)), secret => Assert.Empty(example[secret.Name]));
        Assert.All(ComposeFile.Required, secret => Assert.Empty(example[secret]));
        Assert.Superset(new HashSet<string> { "SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "RABBITMQ_PASSWORD" }, ComposeFile.Required.ToHashSet());
        Assert.Throws<InvalidDataException>(() => new ComposeFile(example));
        Assert.All(Secret().Matches(House.Read(ComposeFile.Path)), line => Assert.Matches(@"\$\{\w+:[?-]", line.Value));
    }

    private static string AddressOf(JsonObject service) => service["networks"]!["haggle"]!["ipv4_address"]!.GetValue<string>();

    private static IEnumerable<string> NamesIn(JsonNode? names) => names switch
    {
        JsonObject mapping => mapping.Select(entry => entry.Key),
        JsonArray list => list.Select(entry => entry!.GetValue<string>().Split(':')[0]).Where(name => !IsFile(name)),
        _ => [],
    };

    private static bool IsFile(string name) => name.StartsWith('.') || name.StartsWith('/');

    private static ServerSettings Read(IReadOnlyDictionary<string, string> environment)
        => ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value)).Build());

    [GeneratedRegex(@"^ +listen (\d+);$", RegexOptions.Multiline)]
    private static partial Regex Listen();

    [GeneratedRegex(@"^ +(\w*(PASS|SECRET|TOKEN|AUTH)\w*|\w+_URL): .*$", RegexOptions.Multiline)]
    private static partial Regex Secret();
}
