/// Keys for machines. From `/api/api-key`, to hashes in `api_key`.
@NullMarked
package dev.darkroom.api.apikey;

import org.jspecify.annotations.NullMarked;
