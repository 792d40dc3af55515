using Haggle.Integrations.Redis;

namespace Haggle.Integrations.Tests.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost:6379", 0, null, false)]
    [InlineData("redis://localhost:6380/", "localhost:6380", 0, null, false)]
    [InlineData("redis://10.1.2.3:7000/12", "10.1.2.3:7000", 12, null, false)]
    [InlineData("redis://:p%40ss%3Aword@redis.example/3", "redis.example:6379", 3, "p@ss:word", false)]
    [InlineData("rediss://default:secret@redis.example:6390", "redis.example:6390", 0, "secret", true)]
    public void An_address_names_host_port_number_password_and_TLS(string url, string shown, int database, string? password, bool isSecure)
    {
        var address = RedisAddress.Parse(url)!;
        var options = address.ToOptions(abortOnFailure: false);
        Assert.Equal(shown, address.ToString());
        Assert.Equal((database, password, isSecure), (address.Database, options.Password, options.Ssl));
    }

    [Theory]
    [InlineData("localhost:6379")]
    [InlineData("http://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://somebody:secret@localhost")]
    [InlineData("redis://localhost/zero")]
    [InlineData("redis://localhost/1000")]
    [InlineData("redis://localhost/0/1")]
    [InlineData("redis://localhost?ssl=true")]
    public void What_is_no_such_address_is_refused(string url) => Assert.Null(RedisAddress.Parse(url));
}
