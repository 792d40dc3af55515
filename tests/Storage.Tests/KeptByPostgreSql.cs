using Haggle.Storage.Tests.Promises;

namespace Haggle.Storage.Tests;

// What every engine promises, kept by PostgreSQL; each class on a database of its own.

public sealed class PostgresAccountTests(PostgresMarket market) : AccountPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresPeopleTests(PostgresMarket market) : PeoplePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresSearchTests(PostgresMarket market) : SearchPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresSessionTests(PostgresMarket market) : SessionPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresOpeningTests(PostgresMarket market) : OpeningPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresChatChangeTests(PostgresMarket market) : ChatChangePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresChatListTests(PostgresMarket market) : ChatListPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresAppendTests(PostgresMarket market) : AppendPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresRightsTests(PostgresMarket market) : RightsPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresMessageTests(PostgresMarket market) : MessagePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresMessageChangeTests(PostgresMarket market) : MessageChangePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresReceiptTests(PostgresMarket market) : ReceiptPromises(market), IClassFixture<PostgresMarket>;
public sealed class PostgresSupportTests(PostgresMarket market) : SupportPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresAssignmentTests(PostgresMarket market) : AssignmentPromises(market), IClassFixture<PostgresMarket>;
public sealed class PostgresSliceTests(PostgresMarket market) : SlicePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresSyncTests(PostgresMarket market) : SyncPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresMergeTests(PostgresMarket market) : MergePromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresBlockTests(PostgresMarket market) : BlockPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresListingTests(PostgresMarket market) : ListingPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresPairTests(PostgresMarket market) : PairPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresTraderTests(PostgresMarket market) : TraderPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresKeyTests(PostgresMarket market) : KeyPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresAnswerTests(PostgresMarket market) : AnswerPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresOutboxTests(PostgresMarket market) : OutboxPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresModelTests(PostgresMarket market) : ModelPromises(market), IClassFixture<PostgresMarket>;

public sealed class PostgresMigrationTests(PostgresMarket market) : MigrationPromises(market), IClassFixture<PostgresMarket>;
