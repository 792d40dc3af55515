using Haggle.Integrations.RabbitMq;

namespace Haggle.Integrations.Tests.RabbitMq;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://gametrade:secret@rabbitmq:5672/", "rabbitmq:5672", "/", "gametrade", "secret")]
    [InlineData("amqp://gametrade:secret@rabbitmq", "rabbitmq:5672", "/", "gametrade", "secret")]
    [InlineData("amqp://gametrade:secret@rabbitmq:5673/%2F", "rabbitmq:5673", "/", "gametrade", "secret")]
    [InlineData("amqp://gametrade:p%40ss%2Fword@rabbitmq/market", "rabbitmq:5672", "market", "gametrade", "p@ss/word")]
    [InlineData("amqp://rabbitmq/", "rabbitmq:5672", "/", "guest", "guest")]
    [InlineData("amqps://gametrade:secret@rabbitmq/", "rabbitmq:5671", "/", "gametrade", "secret")]
    public void An_address_is_read_as_the_marketplace_writes_it(string url, string place, string virtualHost, string user, string password)
    {
        var address = BrokerAddress.Parse(url)!;
        var factory = address.ToFactory();
        Assert.Equal((place, virtualHost, user, password), (address.ToString(), factory.VirtualHost, factory.UserName, factory.Password));
        Assert.Equal(url.StartsWith("amqps", StringComparison.Ordinal), factory.Ssl.Enabled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rabbitmq:5672")]
    [InlineData("http://rabbitmq/")]
    [InlineData("amqp:///")]
    [InlineData("amqp://a:b:c@rabbitmq/")]
    [InlineData("amqp://rabbitmq/one/two")]
    [InlineData("amqp://rabbitmq/?heartbeat=5")]
    public void What_is_no_address_is_none(string text) => Assert.Null(BrokerAddress.Parse(text));
}
